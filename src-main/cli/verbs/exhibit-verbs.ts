import type { EngineClient } from '../../contract/client.ts';
import type { Exhibit, ExhibitChanges, ExhibitDraft } from '../../domain/exhibit.ts';
import { exhibitLabel } from '../../domain/exhibit-number.ts';
import type { AnnotationId } from '../../domain/identifier.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { type Arguments, UsageError, wholeNumber, wordAt } from '../arguments.ts';
import { changedOptions } from '../exhibit-options.ts';
import { findExhibitNamed, findExhibitsNamed } from '../find-exhibit.ts';
import { findFootageNamed } from '../find-footage.ts';
import { openMatterIn } from '../session.ts';
import { aidsOf } from './still-verb.ts';
import { lines, type Verb } from './verb.ts';

function contentText({ content }: Exhibit): string {
  switch (content.kind) {
    case 'clip':
      return `frames ${content.span.inFrame} to ${content.span.outFrame - 1}`;
    case 'still':
      return `frame ${content.frame}${content.aids === null ? '' : ', with viewing aids'}`;
    case 'native':
      return 'the whole recording';
  }
}

function exhibitLines(exhibits: readonly Exhibit[], names: ReadonlyMap<string, string>): string[] {
  return exhibits.map(
    (exhibit) =>
      `${exhibitLabel(exhibit.number).padEnd(10)}${exhibit.id}@${exhibit.revision}  ${names.get(exhibit.footageId) ?? ''}, ${contentText(exhibit)}: ${exhibit.title}`,
  );
}

/** What was answered, with the names of the recordings. */
async function told(client: EngineClient, exhibits: readonly Exhibit[]): Promise<string> {
  const all = await client.call('footage.list', {});
  return lines(...exhibitLines(exhibits, new Map(all.map(({ footage }) => [footage.id, footage.originalName]))));
}

const refOf = ({ id, revision }: Exhibit) => ({ id, revision });

/** What the words and flags of `exhibits add` name: annotations, a span, a still, or a whole recording. */
async function sourcesOf(client: EngineClient, given: Arguments): Promise<ExhibitDraft['of'][]> {
  const { annotations, frame, native, from, to } = given.flags;
  if (annotations !== undefined) {
    const ids =
      annotations === 'all'
        ? (await client.call('annotations.list', {})).map(({ id }) => id)
        : annotations.split(',').map((id) => id.trim() as AnnotationId);
    return ids.map((annotationId) => ({ kind: 'annotation', annotationId }));
  }
  const { footage } = await findFootageNamed(client, wordAt(given, 1, 'The id of the recording, or --annotations,'));
  if (frame !== undefined) {
    const number = wholeNumber(frame, '--frame') as FrameNumber;
    return [{ kind: 'still', footageId: footage.id, frame: number, aids: aidsOf(given.flags) }];
  }
  if (native === true) {
    return [{ kind: 'native', footageId: footage.id }];
  }
  if (from === undefined || to === undefined) {
    throw new UsageError('Say what to make an exhibit of: --annotations, --from and --to, --frame, or --native.');
  }
  const [inFrame, outFrame] = [wholeNumber(from, '--from'), wholeNumber(to, '--to')];
  return [{ kind: 'span', footageId: footage.id, inFrame: inFrame as FrameNumber, outFrame: outFrame as FrameNumber }];
}

const exhibitsListVerb: Verb = {
  words: ['exhibits', 'list'],
  async run(session, given) {
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const exhibits = await session.client.call('exhibits.list', {});
    const moved = await session.client.call('exhibits.moved', {});
    const numbers = new Map(exhibits.map(({ id, number }) => [id, number]));
    const notes = moved.map(({ exhibitId, span, isWithdrawn }) => {
      const label = exhibitLabel(numbers.get(exhibitId) ?? '');
      return isWithdrawn
        ? `The annotation of ${label} has been withdrawn since.`
        : `The annotation of ${label} has moved since, to frames ${span.inFrame} to ${span.outFrame - 1}; "exhibits revise --follow" follows it.`;
    });
    return { value: exhibits, text: (await told(session.client, exhibits)) + lines(...notes) };
  },
};

const exhibitsAddVerb: Verb = {
  words: ['exhibits', 'add'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const { number, title, description } = given.flags;
    const options = changedOptions(given.flags, null);
    await openMatterIn(session, folder, given.flags);
    const sources = await sourcesOf(session.client, given);
    if (sources.length !== 1 && (number !== undefined || title !== undefined || description !== undefined)) {
      throw new UsageError('--number, --title and --description go with a single exhibit.');
    }
    const exhibits = await session.client.call('exhibits.add', {
      drafts: sources.map((of) => ({
        of,
        ...(number === undefined ? {} : { number }),
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
        ...(options === null ? {} : { options }),
      })),
    });
    return { value: exhibits, text: await told(session.client, exhibits) };
  },
};

/** The span that `--follow`, or `--from` and `--to`, give a clip; undefined when they say nothing. */
async function changedSpan(client: EngineClient, given: Arguments, exhibit: Exhibit): Promise<ExhibitChanges['span']> {
  const { follow, from, to } = given.flags;
  if (follow === true) {
    const moved = (await client.call('exhibits.moved', {})).find(({ exhibitId }) => exhibitId === exhibit.id);
    return moved === undefined ? undefined : { inFrame: moved.span.inFrame, outFrame: moved.span.outFrame };
  }
  if (from === undefined && to === undefined) {
    return undefined;
  }
  const { content } = exhibit;
  const span = content.kind === 'clip' ? content.span : { inFrame: 0, outFrame: 0 };
  return {
    inFrame: (from === undefined ? span.inFrame : wholeNumber(from, '--from')) as FrameNumber,
    outFrame: (to === undefined ? span.outFrame : wholeNumber(to, '--to')) as FrameNumber,
  };
}

const exhibitsReviseVerb: Verb = {
  words: ['exhibits', 'revise'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const name = wordAt(given, 1, 'The exhibit');
    const { number, title, description } = given.flags;
    await openMatterIn(session, folder, given.flags);
    const exhibit = await findExhibitNamed(session.client, name);
    const options = changedOptions(given.flags, exhibit.options);
    const span = await changedSpan(session.client, given, exhibit);
    const revised = await session.client.call('exhibits.revise', {
      ...refOf(exhibit),
      changes: {
        ...(number === undefined ? {} : { number }),
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
        ...(span === undefined ? {} : { span }),
        ...(options === null ? {} : { options }),
      },
    });
    return { value: revised, text: await told(session.client, [revised]) };
  },
};

const exhibitsWithdrawVerb: Verb = {
  words: ['exhibits', 'withdraw'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const names = [wordAt(given, 1, 'The exhibit'), ...given.words.slice(2)];
    await openMatterIn(session, folder, given.flags);
    const exhibits = await findExhibitsNamed(session.client, names);
    const withdrawn = await session.client.call('exhibits.withdraw', {
      items: exhibits.map(refOf),
      reason: given.flags.reason ?? '',
    });
    const labels = withdrawn.map(({ number }) => exhibitLabel(number)).join(', ');
    return { value: withdrawn, text: lines(`Withdrawn: ${labels}`) };
  },
};

const exhibitsOrderVerb: Verb = {
  words: ['exhibits', 'order'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const names = [wordAt(given, 1, 'The exhibit that comes first'), ...given.words.slice(2)];
    await openMatterIn(session, folder, given.flags);
    const first = (await findExhibitsNamed(session.client, names)).map(({ id }) => id);
    const rest = (await session.client.call('exhibits.list', {})).map(({ id }) => id);
    const ids = [...first, ...rest.filter((id) => !first.includes(id))];
    const ordered = await session.client.call('exhibits.order', { ids });
    return { value: ordered, text: await told(session.client, ordered) };
  },
};

/** `OLD=NEW` words, or with `--in-order` whole numbers in the order of the list. */
async function renumberingOf(client: EngineClient, given: Arguments): Promise<[Exhibit, string][]> {
  if (given.flags['in-order'] === true) {
    const start = Number(given.flags.start === undefined ? 1 : wholeNumber(given.flags.start, '--start'));
    const all = await client.call('exhibits.list', {});
    return all.map((exhibit, at) => [exhibit, String(start + at)]);
  }
  const pairs = given.words.slice(1).map((word) => {
    const [name = '', number = '', ...more] = word.split('=');
    if (name === '' || number === '' || more.length > 0) {
      throw new UsageError(`"exhibits renumber" takes OLD=NEW, not "${word}".`);
    }
    return { name, number };
  });
  if (pairs.length === 0) {
    throw new UsageError('Give OLD=NEW at least once, or --in-order.');
  }
  const exhibits = await findExhibitsNamed(
    client,
    pairs.map(({ name }) => name),
  );
  return exhibits.map((exhibit, at) => [exhibit, (pairs[at]?.number ?? '').toUpperCase()]);
}

const exhibitsRenumberVerb: Verb = {
  words: ['exhibits', 'renumber'],
  async run(session, given) {
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const wanted = await renumberingOf(session.client, given);
    const renumbered =
      wanted.length === 0
        ? []
        : await session.client.call('exhibits.renumber', {
            items: wanted.map(([exhibit, number]) => ({ ...refOf(exhibit), number })),
          });
    return { value: renumbered, text: await told(session.client, renumbered) };
  },
};

const exhibitsPreviewVerb: Verb = {
  words: ['exhibits', 'preview'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const name = wordAt(given, 1, 'The exhibit');
    await openMatterIn(session, folder, given.flags);
    const exhibit = await findExhibitNamed(session.client, name);
    const preview = await session.client.call('exhibits.preview', { id: exhibit.id });
    const { before, first, last, after } = preview.frames;
    return {
      value: preview,
      text: lines(
        `${exhibitLabel(exhibit.number)}  ${exhibit.title}`,
        `Frames: just before ${before ?? 'none'}, first ${first}, last ${last}, just after ${after ?? 'none'}`,
        ...preview.files.map(
          (file) =>
            `  ${file.class.padEnd(18)}${file.label}${file.frameCount === null ? '' : `, ${file.frameCount} ${file.frameCount === 1 ? 'frame' : 'frames'}`}${file.durationMicros === null ? '' : `, ${(file.durationMicros / 1_000_000).toFixed(3)} s`}, ${file.isByteCountExact ? '' : 'about '}${file.byteCount} bytes`,
        ),
        ...preview.overlappingContext.map(
          ({ annotation, codeLabel }) =>
            `  Context in this span: ${annotation.code} ${codeLabel}, frames ${annotation.span.inFrame} to ${annotation.span.outFrame - 1}`,
        ),
        ...preview.notes.map((note) => `  ${note}`),
      ),
    };
  },
};

/** Every verb over exhibits. */
export const exhibitVerbs: readonly Verb[] = [
  exhibitsListVerb,
  exhibitsAddVerb,
  exhibitsReviseVerb,
  exhibitsWithdrawVerb,
  exhibitsOrderVerb,
  exhibitsRenumberVerb,
  exhibitsPreviewVerb,
];
