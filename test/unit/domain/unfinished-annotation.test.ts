import { describe, expect, test } from 'vitest';
import {
  emptyForm,
  type FormValues,
  isSameForm,
  overNewer,
  type Statement,
} from '../../../src-main/domain/unfinished-annotation.ts';

function statement(inFrame: number, outFrame: number, values: Partial<FormValues> = {}): Statement {
  return { span: { inFrame, outFrame }, values: { ...emptyForm, code: 'UOF.1', ...values } };
}

describe('a form whose annotation became another', () => {
  const opened = statement(0, 21, { observation: 'Two hands.', attributes: { force_level: '2' } });

  test('keeps what was typed and takes the new frames, where the frames were not changed in the form', () => {
    const typed = statement(0, 21, { observation: 'Two hands, longer.', attributes: { force_level: '2' } });
    expect(overNewer(typed, opened, statement(0, 49, opened.values))).toEqual({
      span: { inFrame: 0, outFrame: 49 },
      values: typed.values,
    });
  });

  test('keeps the frames that were changed in the form', () => {
    const typed = { ...opened, span: { inFrame: 5, outFrame: 21 } };
    expect(overNewer(typed, opened, statement(0, 49, opened.values)).span).toEqual({ inFrame: 5, outFrame: 21 });
  });

  test('takes each confidence axis by itself, and what was not touched as it stands now', () => {
    const typed = statement(0, 21, {
      ...opened.values,
      confidence: { ...emptyForm.confidence, visibility: 3 },
    });
    const now = statement(0, 21, {
      ...opened.values,
      isContextReviewed: true,
      confidence: { ...emptyForm.confidence, time: 1 },
    });
    const { values } = overNewer(typed, opened, now);
    expect(values.confidence).toEqual({ visibility: 3, interpretation: null, corroboration: null, time: 1 });
    expect(values.isContextReviewed).toBe(true);
  });

  test('never gives one code the attributes of another', () => {
    const typed = statement(0, 21, { ...opened.values, attributes: { force_level: '3' } });
    const recoded = statement(0, 21, { ...opened.values, code: 'IDN.2', attributes: { covering: 'mask' } });
    expect(overNewer(typed, opened, recoded).values).toMatchObject({ code: 'IDN.2', attributes: { covering: 'mask' } });
    const chosen = statement(0, 21, { ...opened.values, code: 'CTX.1', attributes: {} });
    expect(overNewer(chosen, opened, recoded).values).toMatchObject({ code: 'CTX.1', attributes: {} });
  });
});

test('hints that were put aside make no other form', () => {
  expect(isSameForm({ ...emptyForm, dismissedHints: ['victim'] }, emptyForm)).toBe(true);
  expect(isSameForm({ ...emptyForm, attributes: { body_area: '' } }, emptyForm)).toBe(false);
});
