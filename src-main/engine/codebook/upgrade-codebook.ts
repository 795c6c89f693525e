import { AppError } from '../../domain/app-error.ts';
import type { Code, Codebook, CodebookReference } from '../../domain/codebook.ts';
import { compareVersions, differencesBetween } from '../../domain/codebook-differences.ts';
import type { CodebookRule } from '../../domain/codebook-rule.ts';
import type { CodebookOffer } from '../../domain/vocabulary-formats.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { currentCodebook, findCodebookByDigest, keepCodebookText } from './codebook-store.ts';
import { textOfCodebook } from './codebook-text.ts';
import { shippedCodebook } from './shipped-codebook.ts';
import { type NewVersion, writeVersion } from './write-version.ts';

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The shipped vocabulary that the matter's own was last brought up to; null when it comes from somewhere else. */
function basisOf(matter: OpenMatter, shipped: Codebook): Codebook | null {
  const { codebook, digest } = currentCodebook(matter);
  const reference: CodebookReference = codebook.basis ?? { id: codebook.id, version: codebook.version, digest };
  return reference.id === shipped.id ? findCodebookByDigest(matter.database, reference.digest) : null;
}

/** One code three ways: shipped before, shipped now, and here. What the matter changed itself it keeps. */
function mergeCode(old: Code | undefined, shipped: Code, own: Code | undefined, kept: string[]): Code {
  if (own === undefined) {
    return shipped;
  }
  if (old === undefined) {
    kept.push(
      `${own.id} means "${own.label}" here; the shipped codebook now has "${shipped.label}" under that id, which was not taken over.`,
    );
    return own;
  }
  const merged = { ...own };
  for (const field of ['label', 'definition', 'synonyms', 'attributes', 'isRetired'] as const) {
    if (isSame(own[field], old[field])) {
      Object.assign(merged, { [field]: shipped[field] });
    } else if (!isSame(shipped[field], old[field]) && !isSame(shipped[field], own[field])) {
      kept.push(
        `The ${field === 'isRetired' ? 'use' : field} of ${own.id} was changed here and in the shipped codebook; yours was kept.`,
      );
    }
  }
  return merged;
}

function mergeRules(old: Codebook, shipped: Codebook, own: Codebook, kept: string[]): CodebookRule[] {
  const [before, here] = [
    new Map(old.rules.map((rule) => [rule.id, rule])),
    new Map(own.rules.map((rule) => [rule.id, rule])),
  ];
  const merged = own.rules.map((rule) => {
    const now = shipped.rules.find(({ id }) => id === rule.id);
    if (now === undefined || isSame(now, rule) || isSame(now, before.get(rule.id))) {
      return rule;
    }
    if (isSame(rule, before.get(rule.id))) {
      return now;
    }
    kept.push(`The rule "${rule.label}" was changed here; yours was kept.`);
    return rule;
  });
  // A rule that the matter dropped stays dropped.
  return [...merged, ...shipped.rules.filter(({ id }) => !here.has(id) && !before.has(id))];
}

/** What the matter's codebook would be with the newer shipped one taken over. */
function merge(
  old: Codebook,
  shipped: Codebook,
  own: Codebook,
): { readonly codebook: Codebook; readonly kept: string[] } {
  const kept: string[] = [];
  const before = new Map(old.codes.map((code) => [code.id, code]));
  const now = new Map(shipped.codes.map((code) => [code.id, code]));
  const groups = own.groups.map((group) => {
    const [was, is] = [old.groups.find(({ id }) => id === group.id), shipped.groups.find(({ id }) => id === group.id)];
    return is !== undefined && is.kind === group.kind && isSame(was, group) ? is : group;
  });
  const newGroups = shipped.groups.filter(({ id }) => !groups.some((group) => group.id === id));
  const codes = own.codes.map((code) => {
    const newer = now.get(code.id);
    return newer === undefined ? code : mergeCode(before.get(code.id), newer, code, kept);
  });
  const here = new Set(own.codes.map(({ id }) => id));
  const codebook: Codebook = {
    ...own,
    notice: isSame(own.notice, old.notice) ? shipped.notice : own.notice,
    title: isSame(own.title, old.title) ? shipped.title : own.title,
    groups: [...groups, ...newGroups],
    codes: [...codes, ...shipped.codes.filter(({ id }) => !here.has(id))],
    rules: mergeRules(old, shipped, own, kept),
    basis: { id: shipped.id, version: shipped.version, digest: textOfCodebook(shipped).digest },
  };
  return { codebook, kept };
}

type Upgrade = { readonly shipped: Codebook; readonly codebook: Codebook; readonly offer: CodebookOffer };

function upgradeOf(matter: OpenMatter): Upgrade | null {
  const shipped = shippedCodebook(matter.options.resourcesFolder);
  const old = basisOf(matter, shipped);
  if (old === null || compareVersions(old.version, shipped.version) >= 0) {
    return null;
  }
  const own = currentCodebook(matter).codebook;
  const { codebook, kept } = merge(old, shipped, own);
  const differences = differencesBetween(own, codebook);
  return differences.length === 0
    ? null
    : { shipped, codebook, offer: { version: shipped.version, differences, kept } };
}

/** A newer shipped vocabulary with what it would change here; null when there is none. */
export function offerCodebook(matter: OpenMatter): CodebookOffer | null {
  return upgradeOf(matter)?.offer ?? null;
}

/** Takes the newer shipped vocabulary over, as one edit. Errors: `bad-request` when there is none, `edit-conflict`. */
export function upgradeCodebook(matter: OpenMatter, base: string): NewVersion {
  const upgrade = upgradeOf(matter);
  if (upgrade === null) {
    throw new AppError('bad-request', 'The codebook of this matter holds everything of the one that is shipped.');
  }
  return writeVersion(matter, {
    base,
    label: `Take over the shipped codebook ${upgrade.shipped.version}`,
    change: () => {
      keepCodebookText(matter.database, upgrade.shipped);
      return upgrade.codebook;
    },
  });
}
