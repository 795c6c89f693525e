import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentRow, type Row } from '../../../../src-main/engine/history/edit-images.ts';
import { editsOfRow, recordEdit } from '../../../../src-main/engine/history/edits.ts';
import { redo, undo } from '../../../../src-main/engine/history/undo.ts';
import { undoState } from '../../../../src-main/engine/history/undo-state.ts';
import { verifyMatter } from '../../../../src-main/engine/history/verify-matter.ts';
import { inTransaction } from '../../../../src-main/engine/store/transaction.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';
import { annotationRow, type PlantedFootage, plantFootage, writeAnnotation } from '../../../helpers/plant-content.ts';

let test: TestMatter;
let footage: PlantedFootage;
beforeEach(async () => {
  test = await openTestMatter();
  footage = plantFootage(test.matter(), Buffer.from('some bytes of a recording'));
});
afterEach(() => test.dispose());

function row(id: unknown): Row {
  const found = currentRow(test.matter().database, 'annotation', String(id));
  if (found === null) {
    throw new Error('the row is gone');
  }
  return found;
}

function revise(before: Row, observation: string): Row {
  const after = { ...before, observation, revision: Number(before['revision']) + 1 };
  writeAnnotation(test.matter(), before, after, `Say ${observation}`);
  return after;
}

const conflict = expect.objectContaining({ code: 'edit-conflict' });

describe('an edit', () => {
  it('refuses a row that is no longer as it was, and then writes nothing', () => {
    const matter = test.matter();
    const first = annotationRow(matter, footage, 'one');
    writeAnnotation(matter, null, first);
    const second = revise(first, 'two');
    const size = matter.custody.size();
    expect(() => revise(first, 'three')).toThrow(conflict);
    expect(() => writeAnnotation(matter, null, first)).toThrow(conflict);
    expect(row(first['id'])).toEqual(second);
    expect(matter.custody.size()).toBe(size);
    expect(editsOfRow(matter, 'annotation', String(first['id'])).map(({ after }) => after?.['observation'])).toEqual([
      'one',
      'two',
    ]);
  });

  it('never lets a row disappear', () => {
    const matter = test.matter();
    const first = annotationRow(matter, footage, 'one');
    writeAnnotation(matter, null, first);
    const request = {
      label: 'Remove',
      changes: [{ table: 'annotation' as const, id: String(first['id']), before: first, after: null }],
      event: { type: 'annotation.delete' as const, refs: [], data: {} },
    };
    expect(() => recordEdit(matter, request)).toThrow(/never disappears/);
  });

  it('stands or falls with the transaction around it', () => {
    const matter = test.matter();
    const first = annotationRow(matter, footage, 'one');
    expect(() =>
      inTransaction(matter.database, () => {
        writeAnnotation(matter, null, first);
        throw new Error('what follows failed');
      }),
    ).toThrow('what follows failed');
    expect(currentRow(matter.database, 'annotation', String(first['id']))).toBeNull();
    expect(undoState(matter.database)).toEqual({ undoLabel: null, redoLabel: null });
  });

  it('is told to every window after it is durable', async () => {
    const matter = test.matter();
    const heard: unknown[] = [];
    test.pageClient.on('history.changed', (state) => heard.push(state));
    writeAnnotation(matter, null, annotationRow(matter, footage, 'one'), 'Add one');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toEqual([{ undoLabel: 'Add one', redoLabel: null }]);
  });
});

describe('undo and redo', () => {
  it('are new edits that add revisions', async () => {
    const matter = test.matter();
    const first = annotationRow(matter, footage, 'one');
    writeAnnotation(matter, null, first, 'Add one');
    revise(first, 'two');
    expect(undoState(matter.database)).toEqual({ undoLabel: 'Say two', redoLabel: null });

    expect(undo(matter)).toMatchObject({ kind: 'undo', label: 'Undo: Say two' });
    expect(row(first['id'])).toMatchObject({ observation: 'one', revision: 3, state: 'draft' });
    expect(undoState(matter.database)).toEqual({ undoLabel: 'Add one', redoLabel: 'Say two' });

    undo(matter);
    expect(row(first['id'])).toMatchObject({ observation: 'one', revision: 4, state: 'withdrawn' });
    expect(undoState(matter.database)).toEqual({ undoLabel: null, redoLabel: 'Add one' });
    expect(() => undo(matter)).toThrow(expect.objectContaining({ code: 'nothing-to-undo' }));

    redo(matter);
    expect(row(first['id'])).toMatchObject({ observation: 'one', revision: 5, state: 'draft' });
    redo(matter);
    expect(row(first['id'])).toMatchObject({ observation: 'two', revision: 6, state: 'draft' });
    expect(() => redo(matter)).toThrow(expect.objectContaining({ code: 'nothing-to-redo' }));

    undo(matter);
    revise(row(first['id']), 'three');
    expect(undoState(matter.database)).toEqual({ undoLabel: 'Say three', redoLabel: null });
    undo(matter);
    undo(matter);
    expect(row(first['id'])).toMatchObject({ state: 'withdrawn' });

    const types = matter.custody.entries().filter((entry) => entry.body.data['edit'] !== undefined);
    expect(types.map((entry) => entry.body.type)).toEqual([
      'annotation.create',
      'annotation.revise',
      'annotation.revise',
      'annotation.delete',
      'annotation.revise',
      'annotation.revise',
      'annotation.revise',
      'annotation.revise',
      'annotation.revise',
      'annotation.delete',
    ]);
    expect(await verifyMatter(matter, { signal: AbortSignal.timeout(10_000) })).toMatchObject({ verdict: 'OK' });
  });

  it('are reached through the contract, and survive closing', async () => {
    const matter = test.matter();
    writeAnnotation(matter, null, annotationRow(matter, footage, 'one'), 'Add one');
    await test.close();
    await test.reopen();
    const changed: unknown[] = [];
    test.pageClient.on('annotations.changed', (value) => changed.push(value));
    expect(await test.pageClient.call('history.state', {})).toEqual({ undoLabel: 'Add one', redoLabel: null });
    expect(await test.pageClient.call('history.undo', {})).toMatchObject({ kind: 'undo' });
    expect(await test.pageClient.call('history.redo', {})).toMatchObject({ kind: 'redo' });
    await expect(test.pageClient.call('history.redo', {})).rejects.toMatchObject({ code: 'nothing-to-redo' });
    expect(changed).toEqual([
      { footageId: footage.id, annotations: [expect.objectContaining({ revision: 2, state: 'withdrawn' })] },
      { footageId: footage.id, annotations: [expect.objectContaining({ revision: 3, state: 'draft' })] },
    ]);
  });

  it('agree with a plain stack over random steps, and the matter verifies', async () => {
    const matter = test.matter();
    const step = fc.constantFrom('do', 'new', 'undo', 'redo');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const undoStack: string[] = [];
        let redoStack: string[] = [];
        // What earlier runs left cannot be undone past: this run begins with an edit of its own.
        let latest = annotationRow(matter, footage, 'begin');
        const bottom = `begin ${String(latest['id'])}`;
        writeAnnotation(matter, null, latest, bottom);
        for (const [at, kind] of steps.entries()) {
          const label = `${at} ${String(latest['id'])}`;
          if (kind === 'new' || (kind === 'do' && row(latest['id'])['state'] === 'withdrawn')) {
            latest = annotationRow(matter, footage, `new ${at}`);
            writeAnnotation(matter, null, latest, label);
            undoStack.push(label);
            redoStack = [];
          } else if (kind === 'do') {
            const before = row(latest['id']);
            writeAnnotation(
              matter,
              before,
              { ...before, observation: `${at}`, revision: Number(before['revision']) + 1 },
              label,
            );
            undoStack.push(label);
            redoStack = [];
          } else if (kind === 'undo' && undoStack.length > 0) {
            undo(matter);
            redoStack.push(undoStack.pop() ?? '');
          } else if (kind === 'redo' && redoStack.length > 0) {
            redo(matter);
            undoStack.push(redoStack.pop() ?? '');
          }
          expect(undoState(matter.database)).toEqual({
            undoLabel: undoStack.at(-1) ?? bottom,
            redoLabel: redoStack.at(-1) ?? null,
          });
        }
      }),
      { numRuns: 25 },
    );
    expect(await verifyMatter(matter, { signal: AbortSignal.timeout(60_000) })).toMatchObject({
      verdict: 'OK',
      problems: [],
    });
  });
});
