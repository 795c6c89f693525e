import { runTool } from './run-tool.ts';
import type { MediaTools } from './tools.ts';

/** Makes a JPEG of raw pixels (three bytes each, row by row) that we put together ourselves. */
export async function encodeJpeg(
  pixels: Uint8Array,
  size: { readonly width: number; readonly height: number },
  options: { readonly tools: MediaTools; readonly signal?: AbortSignal | undefined },
): Promise<Buffer> {
  const run = await runTool({
    executable: options.tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: options.tools.version,
    arguments: [
      ...['-hide_banner', '-nostats', '-nostdin', '-v', 'level+warning', '-protocol_whitelist', 'pipe'],
      ...['-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', `${size.width}x${size.height}`, '-i', 'pipe:0'],
      ...['-vf', 'format=yuvj420p', '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '4', '-f', 'image2pipe', '-'],
    ],
    stdin: pixels,
    signal: options.signal,
  });
  return run.stdout;
}
