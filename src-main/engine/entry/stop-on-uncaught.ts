/** A defect ends the process with a word on standard error: the shell starts a fresh engine, and jobs go on from their rows. */
export function stopOnUncaught(): void {
  const stop = (thrown: unknown) => {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    process.stderr.write(`The engine stops because of a defect: ${text}\n`, () => process.exit(1));
  };
  process.on('uncaughtException', stop);
  process.on('unhandledRejection', stop);
}
