/**
 * The drawing library, without the machine's own faces: what we draw must look alike everywhere. The library reads the
 * switch when it is loaded, so nothing else may import it but for its types.
 */
export async function loadCanvas(): Promise<typeof import('@napi-rs/canvas')> {
  process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
  return await import('@napi-rs/canvas');
}
