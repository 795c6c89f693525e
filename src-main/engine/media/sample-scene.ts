import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { runTool } from './run-tool.ts';
import { findMediaTools } from './tools.ts';

/** Frames of the sample scene; its counter shows 0 to one less. */
export const sampleSceneFrames = 300;

/**
 * Makes the synthetic recording of the headless sample job: moving patterns with time and frame number burned in
 * (ffmpeg's `testsrc2` at 30 frames a second, so that its counter is the frame number), B-frames, a key frame every two
 * seconds, and a tone that beeps each second. Errors: `tool-missing`, `tool-failed`.
 */
export async function makeSampleScene(outputPath: string): Promise<void> {
  const tools = await findMediaTools();
  const temporary = path.join(path.dirname(outputPath), `.${randomUUID()}.partial.mp4`);
  const seconds = sampleSceneFrames / 30;
  try {
    await runTool({
      executable: tools.ffmpeg,
      tool: 'ffmpeg',
      toolVersion: tools.version,
      arguments: [
        ...['-nostdin', '-hide_banner', '-v', 'error'],
        ...['-f', 'lavfi', '-i', `testsrc2=size=1280x720:rate=30:duration=${seconds}`],
        ...['-f', 'lavfi', '-i', `sine=frequency=330:beep_factor=4:sample_rate=48000:duration=${seconds}`],
        ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-bf', '2', '-g', '60'],
        ...['-c:a', 'aac', '-b:a', '96k', '-movflags', '+faststart', '-shortest', `file:${temporary}`],
      ],
    });
    await rename(temporary, outputPath);
  } finally {
    await rm(temporary, { force: true });
  }
}
