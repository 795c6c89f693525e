import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { PacketRecord } from '../../../../../src-main/engine/packets/packet-record.ts';
import type { ViewerBundle } from '../../../../../src-main/engine/packets/viewer/viewer-bundle.ts';
import {
  dataScript,
  viewerBundle,
  viewerScripts,
  writeViewer,
} from '../../../../../src-main/engine/packets/viewer/viewer-writer.ts';
import { awkwardText, madePacketRecord } from '../../../../helpers/made-packet-record.ts';

const resourcesFolder = path.resolve(import.meta.dirname, '../../../../../resources');
const viewerFolder = path.join(resourcesFolder, 'packet-viewer', 'viewer');
const context = { resourcesFolder, signal: new AbortController().signal };

/** What a browser has after it ran the script. */
function bundleOf(script: string): ViewerBundle {
  const window: { BUNDLE?: ViewerBundle } = {};
  runInNewContext(script, { window });
  if (window.BUNDLE === undefined) {
    throw new Error('The script left no bundle.');
  }
  return window.BUNDLE;
}

async function dataOf(record: PacketRecord): Promise<string> {
  return String((await writeViewer(record, context))['data/viewer/data.js']);
}

describe('the data of the viewer', () => {
  it('comes back letter for letter, and holds nothing that could end a script or a line', () => {
    const texts = [
      awkwardText,
      '</script><script>alert(1)</script>',
      '<!--',
      ']]>',
      '\u2028\u2029',
      '\\u003c',
      '"\'`$ {1}\n\0',
    ];
    const script = dataScript(texts);
    expect(bundleOf(script)).toEqual(texts);
    expect(script).not.toMatch(/[<>&\u2028\u2029]/);
    expect(script.trimEnd()).not.toContain('\n');
  });

  it('is the same, byte for byte, for the same record', async () => {
    const [one, other] = [
      await writeViewer(madePacketRecord(), context),
      await writeViewer(madePacketRecord(), context),
    ];
    expect(Object.keys(one)).toEqual(Object.keys(other));
    for (const [name, content] of Object.entries(one)) {
      expect(Buffer.from(content).equals(Buffer.from(other[name] ?? '')), name).toBe(true);
    }
  });

  it('has every exhibit with its files, each file once', async () => {
    const record = madePacketRecord({ clipCount: 5 });
    const bundle = bundleOf(await dataOf(record));
    expect(bundle.exhibits.map(({ label }) => label)).toEqual(record.exhibits.map(({ label }) => label));
    for (const [at, exhibit] of record.exhibits.entries()) {
      const shown = bundle.exhibits[at]?.files.map((place) => bundle.files[place]?.digest);
      expect(shown).toEqual(exhibit.files.map(({ digest }) => digest));
      expect(bundle.sources[bundle.exhibits[at]?.source ?? -1]?.digest).toBe(exhibit.source.digest);
    }
    expect(new Set(bundle.files.map((file) => file.path)).size).toBe(bundle.files.length);
    expect(bundle.files).toHaveLength(record.files.length);
  });

  it('says what the record says of allegations and reviewers, and nothing where it is silent', async () => {
    const referral = await dataOf(madePacketRecord({ profile: 'referral' }));
    expect(referral).toContain('alleged to be without cause');
    expect(referral).toContain('Reviewer Three');
    const open = await dataOf(madePacketRecord({ profile: 'public' }));
    expect(open).not.toContain('alleged to be without cause');
    expect(open).not.toContain('Reviewer Three');
    expect(bundleOf(open).files.some((file) => file.role === 'native')).toBe(false);
  });

  it('takes nothing along that it does not name', () => {
    const record = madePacketRecord();
    const [exhibit] = record.exhibits;
    const [annotation] = exhibit?.annotations ?? [];
    const planted = {
      ...record,
      secret: 'planted-1',
      heading: { ...record.heading, secret: 'planted-2' },
      sources: record.sources.map((source) => ({
        ...source,
        acquisition: {
          ...source.acquisition,
          statement: { ...source.acquisition.statement, note: 'planted-3' },
        },
      })),
      exhibits: [{ ...exhibit, secret: 'planted-4', annotations: [{ ...annotation, note: 'planted-5' }] }],
    };
    const script = dataScript(viewerBundle(planted as unknown as PacketRecord));
    expect(script).not.toContain('planted');
    expect(script).toContain('Ex. 1');
  });
});

describe('the page of the viewer', () => {
  const page = readFileSync(path.join(viewerFolder, 'index.html'), 'utf8');
  const scripts = viewerScripts.map((name) => readFileSync(path.join(viewerFolder, name), 'utf8')).join('\n');

  it('brings all its files and loads them in order', async () => {
    const loaded = [...page.matchAll(/<script src="([^"]+)"><\/script>/g)].map(([, name]) => name);
    expect(loaded).toEqual(['data.js', ...viewerScripts]);
    const written = Object.keys(await writeViewer(madePacketRecord({ clipCount: 2 }), context)).sort();
    const expected = ['data.js', ...readdirSync(viewerFolder), 'thumbs/ex-1.jpg', 'thumbs/ex-2.jpg'];
    expect(written).toEqual(expected.map((name) => `data/viewer/${name}`).sort());
    for (const name of written) {
      expect(name).toMatch(/^data\/viewer\/(thumbs\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/);
    }
  });

  it('has the strict policy and nothing inline', () => {
    expect(page).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'",
    );
    expect(page).not.toMatch(/<style|style="|\son[a-z]+=|https?:/i);
    expect(page).not.toMatch(/<script(?! src=)/);
  });

  it('uses none of the ways that read markup, files or the network', () => {
    expect(scripts).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|setHTML|eval\(|new Function|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(['"]https?|getContext|srcdoc|<track/,
    );
    expect(scripts).not.toMatch(/https?:\/\//);
  });
});
