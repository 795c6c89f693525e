import path from 'node:path';

/**
 * The command without this machine's folders: the source by its digest, the output by its place among what was made,
 * parts that were joined by their names alone. Several commands have `&&` between them.
 * @param outputPath null when the tool wrote to its standard output
 */
export function portableArgv(
  argv: readonly string[],
  sourcePath: string,
  digest: string,
  outputPath: string | null,
  file: string,
): string[] {
  const [executable = '', ...rest] = argv;
  const isProgram = (at: number): boolean => rest[at - 1] === '&&';
  const folder = outputPath === null ? null : path.dirname(outputPath);
  return [
    path.basename(executable),
    ...rest.map((argument, at) => {
      if (isProgram(at)) {
        return path.basename(argument);
      }
      const isPart = path.basename(path.dirname(argument)).endsWith('.parts');
      return folder !== null && argument.includes(folder)
        ? `file:${isPart ? path.basename(argument) : file}`
        : argument.replaceAll(sourcePath, `sha256/${digest}`);
    }),
  ];
}
