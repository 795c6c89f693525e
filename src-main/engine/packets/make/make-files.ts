import type { PacketPlan } from '../../../domain/packet-plan.ts';
import { inLanes } from '../../in-lanes.ts';
import type { OpenMatter } from '../../matters/open-matter.ts';
import { findMediaTools } from '../../media/tools.ts';
import { requireGoingOn } from '../packet-digests.ts';
import type { ProfileRules } from '../profile-rules.ts';
import { type ExhibitSource, type Progress, sourceOf } from './exhibit-sources.ts';
import type { MadeFile } from './made-file.ts';
import { type PacketJournal, partsOf } from './packet-journal.ts';
import { type FileWanted, filesWanted } from './recipes.ts';
import { type RenderWork, renderFile } from './render-file.ts';

export type MakeWork = {
  readonly matter: Pick<OpenMatter, 'options'>;
  readonly plan: PacketPlan;
  readonly rules: ProfileRules;
  readonly sources: ReadonlyMap<string, ExhibitSource>;
  readonly partial: string;
  readonly journal: PacketJournal;
  readonly signal: AbortSignal;
  readonly progress: Progress;
};

/** The files of each exhibit in the order of the plan, the main one first, and what was made of each recipe. */
export type MadeFiles = {
  readonly wanted: readonly (readonly FileWanted[])[];
  readonly made: ReadonlyMap<string, MadeFile>;
};

function frameCount({ planned, source }: FileWanted): number {
  if (planned.role === 'native' || planned.role === 'still') {
    return 1;
  }
  return planned.span === null ? source.index.count : planned.span.outFrame - planned.span.inFrame;
}

/**
 * Makes every file of the packet under its working name, each once, several side by side, going on with those that were
 * whole before an interruption. Errors: those of making files; `cancelled`.
 */
export async function makeFiles(work: MakeWork): Promise<MadeFiles> {
  const tools = await findMediaTools();
  const versions = `${work.matter.options.appVersion} ${tools.version}`;
  const wanted = work.plan.exhibits.map((exhibit) =>
    filesWanted(exhibit, sourceOf(work.sources, exhibit.footageId), work.rules, versions),
  );
  const once = [...new Map(wanted.flat().map((file) => [file.recipe, file])).values()];
  const total = once.reduce((sum, file) => sum + frameCount(file), 0);
  const made = new Map<string, MadeFile>();
  const underWay = new Map<string, number>();
  let done = 0;
  const tell = () => {
    const begun = [...underWay.values()].reduce((sum, frames) => sum + frames, 0);
    work.progress({ done: Math.min(done + begun, total), total, unit: 'frames' });
  };
  await inLanes(once, work, async (file, signal) => {
    requireGoingOn(signal);
    const render: RenderWork = {
      folder: partsOf(work.partial).making,
      rules: work.rules,
      resourcesFolder: work.matter.options.resourcesFolder,
      tools,
      signal,
      onFrames: (frames) => {
        underWay.set(file.recipe, Math.min(frames, frameCount(file)));
        tell();
      },
    };
    made.set(file.recipe, await makeOne(work, render, file));
    underWay.delete(file.recipe);
    done += frameCount(file);
    tell();
  });
  return { wanted, made };
}

async function makeOne(work: MakeWork, render: RenderWork, wanted: FileWanted): Promise<MadeFile> {
  const whole = await work.journal.find(wanted.recipe, render.signal);
  if (whole !== null) {
    return whole;
  }
  const made = await renderFile(render, wanted);
  await work.journal.add(made);
  return made;
}
