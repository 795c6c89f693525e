import { randomBytes } from 'node:crypto';
import { access, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { EngineClient } from '../../contract/client.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Exhibit } from '../../domain/exhibit.ts';
import type { FootageDetail } from '../../domain/footage.ts';
import type { PacketVerification } from '../../domain/packet.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { makeSampleScene } from '../../engine/media/sample-scene.ts';
import { followAllJobs, followJob } from '../follow-jobs.ts';
import { dataFolder } from '../session.ts';
import { writeWholeFile } from '../write-file.ts';
import { verifyLines } from './packet-verbs.ts';
import { lines, type Verb } from './verb.ts';

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Folder names that sort by time and hold no character any system minds. */
function stamp(): string {
  return new Date().toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
}

async function ingestScene(client: EngineClient, scene: string): Promise<FootageDetail> {
  const { job } = await client.call('footage.ingest', {
    paths: [{ path: scene }],
    statement: { sourceKind: 'folder', sourceLabel: 'Synthetic sample scene', custodian: 'Frame of Record' },
  });
  await followJob(client, job.id);
  await followAllJobs(client);
  const [detail] = await client.call('footage.list', {});
  if (detail === undefined || detail.index === null) {
    throw new AppError('media-unreadable', 'The sample scene could not be read after it was brought in.');
  }
  return detail;
}

async function annotateScene(client: EngineClient, detail: FootageDetail): Promise<number> {
  const footageId = detail.footage.id;
  await client.call('annotations.add', {
    footageId,
    inFrame: 60,
    outFrame: 150,
    code: 'UOF.1',
    observation: 'The frame counter in the picture runs from 60 to 149 while the pattern moves to the right.',
    allegation: { text: 'A sample allegation, kept apart from the observation.', allegedBy: 'Sample complainant' },
    attributes: { 'force-level': '0 presence or voice' },
  });
  await client.call('annotations.add', {
    footageId,
    inFrame: 90,
    outFrame: 120,
    code: 'CTX.1',
    observation: 'A tone is audible while the pattern moves.',
  });
  return (await client.call('annotations.list', {})).length;
}

/** Exhibits of every kind: the clip with its context, a still, and the whole recording. */
async function makeExhibits(client: EngineClient, detail: FootageDetail): Promise<readonly Exhibit[]> {
  const footageId = detail.footage.id;
  const [conduct] = await client.call('annotations.list', {});
  if (conduct === undefined) {
    throw new AppError('not-found', 'The annotations of the sample matter were not kept.');
  }
  return await client.call('exhibits.add', {
    drafts: [
      {
        of: { kind: 'annotation', annotationId: conduct.id },
        title: 'The counter runs from 60 to 149',
        options: { contextBeforeMicros: 1_000_000, contextAfterMicros: 1_000_000 },
      },
      { of: { kind: 'still', footageId, frame: 60 as FrameNumber }, title: 'Frame 60' },
      { of: { kind: 'native', footageId }, title: 'The whole sample scene' },
    ],
  });
}

type SealedSample = {
  readonly folder: string;
  readonly digest: string;
  readonly exhibitCount: number;
  readonly check: PacketVerification;
};

async function sealAndVerify(client: EngineClient): Promise<SealedSample> {
  const { packet, job } = await client.call('packets.seal', {
    exhibitIds: 'all',
    profile: 'court',
    name: 'SAMPLE-PKT001',
    options: { requester: 'Sample court' },
  });
  await followJob(client, job.id);
  const check = await client.call('packets.verify', { packet: { id: packet.id } });
  const sealed = (await client.call('packets.list', {})).find((candidate) => candidate.id === packet.id);
  const { exhibitCount, folder } = sealed ?? packet;
  return { folder, digest: sealed?.digest ?? '', exhibitCount, check };
}

/** What is to be opened first, as far as it is there. */
async function firstPages(folder: string): Promise<string[]> {
  const data = path.join(folder, 'data');
  const places = ['viewer/index.html', 'README.html', 'EXHIBIT-INDEX.pdf', 'CUSTODY-REPORT.pdf'];
  const found: string[] = [];
  for (const place of places.map((each) => path.join(data, ...each.split('/')))) {
    const isThere = await access(place).then(
      () => true,
      () => false,
    );
    if (isThere) {
      found.push(place);
    }
  }
  return found;
}

/** The main job on a matter made for it: footage in, a frame out, annotations, a sealed packet, everything verified. */
export const demoVerb: Verb = {
  words: ['demo'],
  async run({ client }, given) {
    const root = path.resolve(given.words[0] ?? path.join(dataFolder(), 'samples', `sample-${stamp()}`));
    await mkdir(root, { recursive: true });
    const matterFolder = path.join(root, 'sample-matter');
    const passphrase = `sample-${randomBytes(9).toString('hex')}`;

    tell('1 of 6  Generating a synthetic scene with a frame counter and a tone');
    const scene = path.join(root, 'sample-scene.mp4');
    await makeSampleScene(scene);

    tell('2 of 6  Creating a matter');
    await client.call('matters.create', {
      folder: { path: matterFolder },
      name: 'Sample matter',
      passphrase,
      reviewer: { name: 'Sample reviewer', role: 'reviewer' },
    });

    tell('3 of 6  Bringing the footage in');
    const detail = await ingestScene(client, scene);

    tell('4 of 6  Annotating, and taking frame 60 out as a picture');
    const annotationCount = await annotateScene(client, detail);
    const still = await client.call('footage.frame', {
      footageId: detail.footage.id,
      frame: 60 as FrameNumber,
      format: 'png',
    });
    const stillFile = await writeWholeFile(path.join(root, 'frame-60.png'), still.bytes);

    tell('5 of 6  Making exhibits and sealing a packet for court');
    const exhibits = await makeExhibits(client, detail);
    const packet = await sealAndVerify(client);
    const opened = await firstPages(packet.folder);

    tell('6 of 6  Verifying the matter and writing a checkpoint of its custody log');
    const verifyJob = await client.call('matters.verify', {});
    await followJob(client, verifyJob.id);
    const verification = await client.call('matters.verification', { jobId: verifyJob.id });
    const checkpoint = await client.call('custody.checkpoint', { out: { path: path.join(root, 'checkpoint.txt') } });

    const isWhole =
      packet.check.level === 0 && (verification?.verdict === 'OK' || verification?.verdict === 'OK_WITH_FINDINGS');
    return {
      value: {
        root,
        scene,
        matterFolder,
        passphrase,
        still: stillFile,
        packet,
        verification,
        checkpoint: checkpoint.path,
      },
      text: lines(
        '',
        'Frame of Record made a sample matter and did its main job on it.',
        '',
        `  Scene       ${scene} (${detail.index?.frameCount ?? 0} frames)`,
        `  Matter      ${matterFolder}`,
        `  Passphrase  ${passphrase}`,
        `  Frame 60    ${stillFile}`,
        `  Packet      ${packet.folder} (${packet.exhibitCount} exhibits, digest ${packet.digest.slice(0, 16)}…)`,
        `  Exhibits    ${exhibits.map(({ number, title }) => `Ex. ${number}: ${title}`).join('; ')}`,
        ...opened.map((file) => `  Open        ${file}`),
        `  Annotations ${annotationCount}; the context among them goes along with the exhibit it explains`,
        `  Checkpoint  ${checkpoint.path} (${checkpoint.size} custody entries)`,
        `  Verified    packet: ${packet.check.result}; matter: ${verification?.verdict ?? 'no report'}`,
        '',
        'To verify the packet without this program:',
        ...verifyLines(packet.folder, packet.check.signature.key),
        'On a machine with a screen the same command, npm start, opens the workstation.',
      ),
      exitCode: isWhole ? 0 : 1,
    };
  },
};
