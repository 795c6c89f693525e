import path from 'node:path';

/**
 * The command without this machine's folders: the source by its digest, the output by its place among what was made.
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
  const folder = outputPath === null ? null : path.dirname(outputPath);
  return [
    path.basename(executable),
    ...rest.map((argument) =>
      folder !== null && argument.includes(folder)
        ? `file:${file}`
        : argument.replaceAll(sourcePath, `sha256/${digest}`),
    ),
  ];
}
