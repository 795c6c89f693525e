import { answerWithIndex, columnsOf } from './index-answer.ts';

// Beside the page: 24 hours of frames take long enough to be felt on the thread that draws and hears the keys.
addEventListener('message', ({ data }: MessageEvent<{ id: number; stored: Uint8Array<ArrayBuffer> }>) => {
  void answerWithIndex(data.stored).then((answer) => {
    postMessage({ id: data.id, answer }, { transfer: columnsOf(answer) });
  });
});
