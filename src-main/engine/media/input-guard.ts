import { resolve } from 'node:path';

/**
 * What a recording may be. Everything else ffmpeg could open (playlists, scripts, devices, network, subtitle files that
 * name other files) is refused before its first byte is parsed (specs/evidence.md 5.6).
 */
const allowedFormats = [
  ...['mov', 'matroska', 'mpegts', 'mpeg', 'avi', 'asf', 'flv', 'mxf', 'ogg', 'dv', 'dhav'],
  ...['wav', 'w64', 'mp3', 'aac', 'ac3', 'flac', 'amr', 'aiff', 'caf'],
  ...['h264', 'hevc', 'm4v', 'mpegvideo', 'mjpeg'],
];

/** Decoders by the names ffmpeg gives them; MagicYUV and other rarely tested ones are left out on purpose. */
const allowedCodecs = [
  ...[
    'h264',
    'hevc',
    'mpeg4',
    'mpeg2video',
    'mpeg1video',
    'mjpeg',
    'h263',
    'h263p',
    'flv',
    'dvvideo',
    'prores',
    'dnxhd',
  ],
  ...['vp8', 'vp9', 'av1', 'libdav1d', 'libaom-av1', 'theora', 'wmv1', 'wmv2', 'wmv3', 'vc1'],
  ...['msmpeg4v1', 'msmpeg4', 'msmpeg4v2', 'rawvideo', 'ffv1', 'png'],
  ...['aac', 'aac_latm', 'mp1', 'mp1float', 'mp2', 'mp2float', 'mp3', 'mp3float', 'ac3', 'eac3', 'opus', 'libopus'],
  ...['vorbis', 'libvorbis', 'flac', 'alac', 'amrnb', 'amrwb', 'wmav1', 'wmav2', 'gsm', 'gsm_ms'],
  ...['pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_s32be', 'pcm_f32le', 'pcm_u8', 'pcm_s8'],
  ...['pcm_alaw', 'pcm_mulaw', 'pcm_dvd', 'pcm_bluray', 'adpcm_ima_wav', 'adpcm_ima_qt', 'adpcm_ms', 'g726'],
  ...['g726le', 'g722', 'adpcm_yamaha', 'adpcm_swf'],
  ...['mov_text', 'subrip', 'srt', 'webvtt', 'ass', 'ssa', 'dvdsub', 'dvbsub', 'pgssub', 'cc_dec'],
];

/** Options that stand before every `-i` and before every file of ffprobe. */
export const inputGuards: readonly string[] = [
  ...['-protocol_whitelist', 'file'],
  ...['-format_whitelist', allowedFormats.join(',')],
  ...['-codec_whitelist', allowedCodecs.join(',')],
  ...['-max_pixels', '40000000'],
  ...['-max_streams', '64'],
  ...['-probesize', '50M'],
  ...['-analyzeduration', '20M'],
];

/** A path as ffmpeg must be given it: absolute, and never mistaken for an option or another protocol. */
export function fileUrl(path: string): string {
  return `file:${resolve(path)}`;
}
