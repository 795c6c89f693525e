import { startTestEngine, testPassphrase, testReviewer } from '../helpers/open-test-matter.ts';

/**
 * Brings one file into a new matter, in a process of its own so that its peak memory is the engine's alone. Arguments:
 * folder for the matter, folder for the workstation's data, the file. Prints seconds from the call to the ended job, and
 * the peak of resident memory in bytes.
 */
const [folder = '', dataFolder = '', file = ''] = process.argv.slice(2);
const { client, context, engine } = startTestEngine({ dataFolder });
const opener = { passphrase: testPassphrase, reviewer: testReviewer };
await client.call('matters.create', { folder: { path: folder }, name: 'Bench', ...opener });
const startedAt = performance.now();
const { job } = await client.call('footage.ingest', { paths: [{ path: file }] });
const ended = await context.openMatter?.jobs.wait(job.id);
const seconds = (performance.now() - startedAt) / 1000;
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ state: ended?.state, message: ended?.errorMessage ?? '', seconds, peakBytes }));
await engine.close();
