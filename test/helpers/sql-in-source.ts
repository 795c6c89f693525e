import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** One SQL statement as it stands in a source file, with the texts that it is put together from filled in. */
export type SqlInSource = { readonly file: string; readonly line: number; readonly sql: string };

const startsLikeSql = /^\s*(SELECT|INSERT|UPDATE|DELETE|VACUUM|WITH|REPLACE)\s/;

/** Every text of the engine that starts like a statement, wherever it stands. */
export function sqlInSource(folder: string): { statements: SqlInSource[]; prepareCalls: number; filesRead: number } {
  const statements: SqlInSource[] = [];
  let prepareCalls = 0;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  for (const name of files) {
    const file = path.join(folder, name);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    visit(source, source, (sql, node) => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      statements.push({ file: name, line: line + 1, sql });
    });
    prepareCalls += source.text.split('.prepare(').length - 1;
  }
  return { statements, prepareCalls, filesRead: files.length };
}

function visit(source: ts.SourceFile, node: ts.Node, found: (sql: string, node: ts.Node) => void): void {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
    if (startsLikeSql.test(ts.isTemplateExpression(node) ? node.head.text : node.text)) {
      found(textOf(source, node), node);
      return;
    }
  }
  ts.forEachChild(node, (child) => visit(source, child, found));
}

/** The text of a literal; names in a template are looked up among the constants of the file and of what it imports. */
function textOf(source: ts.SourceFile, node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map((span) => textOf(source, span.expression) + span.literal.text);
    return node.head.text + spans.join('');
  }
  if (ts.isIdentifier(node)) {
    return constantOf(source, node.text);
  }
  throw new Error(
    `${source.fileName}: a statement is put together from ${node.getText()}, which this test cannot read.`,
  );
}

function constantOf(source: ts.SourceFile, name: string): string {
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name: declared, initializer } of statement.declarationList.declarations) {
        if (ts.isIdentifier(declared) && declared.text === name && initializer !== undefined) {
          return textOf(source, initializer);
        }
      }
    }
    if (ts.isImportDeclaration(statement) && statement.importClause?.namedBindings?.getText().includes(name)) {
      const specifier = statement.moduleSpecifier.getText().slice(1, -1);
      const file = path.join(path.dirname(source.fileName), specifier);
      return constantOf(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true), name);
    }
  }
  throw new Error(`${source.fileName}: a statement uses ${name}, which is no constant text.`);
}
