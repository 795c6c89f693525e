import type { FootageDetail } from '../../src-main/domain/footage.ts';
import { originalUrl, renditionUrl } from '../timeline/filmstrip.ts';

/** What the continuous player reads, and how far its clock is ahead of the original's. */
export type PlayableSource =
  | { readonly kind: 'original' | 'proxy'; readonly url: string; readonly offsetMicros: number }
  | { readonly kind: 'none'; readonly reason: string };

/** The original where Chromium shows it; otherwise the proxy with the same frames, once it is made. */
export function playableSource(detail: FootageDetail): PlayableSource {
  const { facts, footage, renditions, pendingJobs } = detail;
  if (facts === null) {
    return { kind: 'none', reason: 'This recording has not been read yet.' };
  }
  if (!facts.needsProxy) {
    return { kind: 'original', url: originalUrl(footage.id), offsetMicros: 0 };
  }
  const proxy = renditions.find((rendition) => rendition.kind === 'proxy');
  if (proxy !== undefined) {
    const offset = proxy.details['offsetMicros'];
    return { kind: 'proxy', url: renditionUrl(proxy.id), offsetMicros: typeof offset === 'number' ? offset : 0 };
  }
  return {
    kind: 'none',
    reason:
      pendingJobs > 0
        ? 'A playable copy with the same frames is being made. Stepping and jumping already work.'
        : 'No playable copy could be made (see Jobs). Stepping and jumping show every frame.',
  };
}
