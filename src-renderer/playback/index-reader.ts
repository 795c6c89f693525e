import { AppError } from '../../src-main/domain/app-error.ts';
import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import type { IndexAnswer } from './index-answer.ts';
import workerUrl from './index-worker.ts?worker&url';

type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(address: string): string };
};

type Waiting = { readonly resolve: (index: FrameIndex) => void; readonly reject: (error: AppError) => void };

const waiting = new Map<number, Waiting>();
let worker: Worker | null = null;
let asked = 0;

/** Trusted types let scripts in only through a policy: this one knows a single address. */
function start(): Worker {
  const { trustedTypes } = window as Window & { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('index-worker', { createScriptURL: () => workerUrl });
  const started = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<{ id: number; answer: IndexAnswer }>) => {
    const { id, answer } = data;
    const asker = waiting.get(id);
    waiting.delete(id);
    if ('index' in answer) {
      asker?.resolve(answer.index);
    } else {
      asker?.reject(new AppError(answer.failure.code, answer.failure.message));
    }
  });
  started.addEventListener('error', () => {
    started.terminate();
    worker = null;
    for (const { reject } of waiting.values()) {
      reject(new AppError('internal', 'The list of frames could not be read. Open the recording again.'));
    }
    waiting.clear();
  });
  return started;
}

/** Has the reader of frame lists ready before the first one is asked for. */
export function startIndexReader(): void {
  worker ??= start();
}

/** Reads the FrameIndex as the engine stores it, without holding up the page. Errors: media-unreadable, internal. */
export function readIndex(stored: Uint8Array): Promise<FrameIndex> {
  return new Promise((resolve, reject) => {
    startIndexReader();
    asked += 1;
    waiting.set(asked, { resolve, reject });
    const bytes = new Uint8Array(stored);
    worker?.postMessage({ id: asked, stored: bytes }, [bytes.buffer]);
  });
}
