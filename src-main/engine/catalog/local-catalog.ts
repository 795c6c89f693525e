import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type MatterId, matterIdSchema } from '../../domain/identifier.ts';
import { microsSchema } from '../../domain/time.ts';
import { systemErrorCode, writeWholeFile } from '../store/whole-file.ts';
import type { Catalog } from './catalog.ts';

const checkpointsKept = 200;
const greatestBytes = 1024 * 1024;

const recordSchema = z.strictObject({
  version: z.literal(1),
  id: matterIdSchema,
  isListed: z.boolean(),
  name: z.string(),
  folder: z.string(),
  openedAt: microsSchema,
  deviceKey: z.string().nullable(),
  checkpoints: z.array(z.string()),
});
type MatterRecord = z.infer<typeof recordSchema>;

const settingsSchema = z.strictObject({ version: z.literal(1), settings: z.record(z.string(), z.string()) });

/** Says on standard error what a person should know but nobody asked for. */
function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/**
 * The catalog as files below `dataFolder`: one JSON file a matter and one for settings, each replaced as a whole. A damaged
 * file is set aside under another name and said on standard error; nothing else is lost with it.
 */
export function openCatalog(dataFolder: string): Catalog {
  const mattersFolder = path.join(dataFolder, 'matters');
  const settingsFile = path.join(dataFolder, 'settings.json');
  /** Writes are one after another, so that reading, changing and writing a file is one step. */
  let lastWrite: Promise<unknown> = Promise.resolve();

  function recordFile(id: MatterId): string {
    return path.join(mattersFolder, `${id}.json`);
  }

  async function read<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S> | null> {
    try {
      if ((await stat(file)).size > greatestBytes) {
        throw new Error('it is too large');
      }
      return schema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (thrown) {
      if (systemErrorCode(thrown) === 'ENOENT') {
        return null;
      }
      if (systemErrorCode(thrown) !== '') {
        throw thrown;
      }
      const aside = `${file}.damaged-${Date.now()}`;
      await rename(file, aside);
      say(
        `The file ${file} could not be read and was set aside as ${path.basename(aside)}; the matters themselves are not affected.`,
      );
      return null;
    }
  }

  async function write(file: string, value: unknown): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeWholeFile(file, `${JSON.stringify(value, null, 2)}\n`, true);
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = lastWrite.then(work, work);
    lastWrite = next;
    return next;
  }

  function change(id: MatterId, changed: (record: MatterRecord) => MatterRecord): Promise<void> {
    return inTurn(async () => {
      const record = (await read(recordFile(id), recordSchema)) ?? {
        version: 1,
        id,
        isListed: false,
        name: '',
        folder: '',
        openedAt: microsSchema.parse(0),
        deviceKey: null,
        checkpoints: [],
      };
      await write(recordFile(id), changed(record));
    });
  }

  async function allRecords(): Promise<MatterRecord[]> {
    let names: string[];
    try {
      names = await readdir(mattersFolder);
    } catch (thrown) {
      if (systemErrorCode(thrown) === 'ENOENT') {
        return [];
      }
      throw thrown;
    }
    const records: MatterRecord[] = [];
    for (const name of names.filter((candidate) => /^[0-9a-f-]{36}\.json$/.test(candidate))) {
      const record = await read(path.join(mattersFolder, name), recordSchema);
      if (record !== null) {
        records.push(record);
      }
    }
    return records;
  }

  return {
    async knownMatters() {
      const listed = (await inTurn(allRecords)).filter((record) => record.isListed);
      return listed
        .sort((left, right) => right.openedAt - left.openedAt)
        .map(({ id, name, folder, openedAt }) => ({ id, name, folder, openedAt }));
    },
    rememberMatter: (matter) => change(matter.id, (record) => ({ ...record, ...matter, isListed: true })),
    forgetMatter: (id) => change(id, (record) => ({ ...record, isListed: false })),
    keepCheckpoint: (id, note) =>
      change(id, (record) => ({ ...record, checkpoints: [...record.checkpoints, note].slice(-checkpointsKept) })),
    async heldCheckpoints(id) {
      return (await inTurn(() => read(recordFile(id), recordSchema)))?.checkpoints ?? [];
    },
    async deviceKey(id) {
      return (await inTurn(() => read(recordFile(id), recordSchema)))?.deviceKey ?? null;
    },
    keepDeviceKey: (id, fingerprint) => change(id, (record) => ({ ...record, deviceKey: fingerprint })),
    async setting(name) {
      return (await inTurn(() => read(settingsFile, settingsSchema)))?.settings[name] ?? null;
    },
    keepSetting: (name, value) =>
      inTurn(async () => {
        const stored = await read(settingsFile, settingsSchema);
        await write(settingsFile, { version: 1, settings: { ...stored?.settings, [name]: value } });
      }),
  };
}
