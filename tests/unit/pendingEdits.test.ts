import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAddressField, type TaxIdFacts } from '../../shared/domain/customerChanges.ts';
import {
  isSameStep,
  isStepVisible,
  planUpdateSteps,
  withoutStep,
} from '../../shared/domain/customerSteps.ts';
import { customerFields, type CustomerValues } from '../../shared/domain/customers.ts';
import {
  compareEdit,
  conflictsOfRequest,
  isEmptyEdit,
  keepConflicts,
  mergeEdits,
  nameTaxId,
  rebaseEdit,
  toEdit,
  type CustomerEdit,
  type CustomerState,
} from '../../shared/domain/pendingEdits.ts';

/** Few values, so that people often want the same and often something else. */
const value = fc.constantFrom(null, 'a', 'b', 'c');
const eachField = Object.fromEntries(customerFields.map((field) => [field, value]));
const whole = fc.record(eachField) as fc.Arbitrary<CustomerValues>;
const part = fc.record(eachField, { requiredKeys: [] }) as fc.Arbitrary<Partial<CustomerValues>>;

function stateOf(values: CustomerValues, taxIds: readonly TaxIdFacts[] = []): CustomerState {
  return { values, taxIds };
}

function editOf(base: CustomerValues, values: Partial<CustomerValues>): CustomerEdit {
  return { base, baseTaxIds: [], values, addTaxIds: [], removeTaxIds: [] };
}

/** Every field in its part that is compared as one thing. */
function partsOf(fields: Iterable<string>): Set<string> {
  return new Set([...fields].map((field) => (isAddressField(field) ? 'address' : field)));
}

const changesOf = (from: CustomerValues, to: CustomerValues): Partial<CustomerValues> =>
  Object.fromEntries(
    customerFields.filter((field) => from[field] !== to[field]).map((field) => [field, to[field]]),
  );

describe('comparing an edit with the customer as it is now', () => {
  it('never loses what somebody else changed', () => {
    fc.assert(
      fc.property(whole, whole, part, (base, theirs, mine) => {
        const { merged } = compareEdit(editOf(base, mine), stateOf(theirs));
        for (const field of customerFields)
          if (theirs[field] !== base[field]) expect(merged[field]).toBe(theirs[field]);
      }),
    );
  });

  it('either sends what is wanted, or asks, or finds it already so', () => {
    fc.assert(
      fc.property(whole, whole, part, (base, theirs, mine) => {
        const { merged, conflicts } = compareEdit(editOf(base, mine), stateOf(theirs));
        const asked = new Set(conflicts.map(({ field }) => field));
        for (const field of customerFields)
          if (mine[field] !== undefined && !asked.has(field)) expect(merged[field]).toBe(mine[field]);
      }),
    );
  });

  it('comes to the same whoever was first, and asks about the same parts', () => {
    fc.assert(
      fc.property(whole, whole, whole, (base, one, other) => {
        const left = compareEdit(editOf(base, changesOf(base, one)), stateOf(other));
        const right = compareEdit(editOf(base, changesOf(base, other)), stateOf(one));
        const asked = partsOf(left.conflicts.map(({ field }) => field));
        expect(partsOf(right.conflicts.map(({ field }) => field))).toEqual(asked);
        for (const field of customerFields)
          if (!asked.has(isAddressField(field) ? 'address' : field))
            expect(left.merged[field]).toBe(right.merged[field]);
      }),
    );
  });

  it('has nothing more to send once it was sent, and asks the same again', () => {
    fc.assert(
      fc.property(whole, whole, part, (base, theirs, mine) => {
        const edit = editOf(base, mine);
        const first = compareEdit(edit, stateOf(theirs));
        const again = compareEdit(keepConflicts(edit, first.conflicts), stateOf(first.merged));
        expect(again.changed).toEqual([]);
        expect(again.merged).toEqual(first.merged);
        expect(partsOf(again.conflicts.map(({ field }) => field))).toEqual(
          partsOf(first.conflicts.map(({ field }) => field)),
        );
      }),
    );
  });

  it('keeps what waits, and only that, apart from what can be sent', () => {
    fc.assert(
      fc.property(whole, whole, part, (base, theirs, mine) => {
        const edit = editOf(base, mine);
        const first = compareEdit(edit, stateOf(theirs));
        const rebased = compareEdit(rebaseEdit(edit, first, stateOf(theirs)), stateOf(theirs));
        expect(rebased.changed).toEqual(first.changed);
        expect(rebased.conflicts).toEqual(first.conflicts);
      }),
    );
  });
});

describe('an edit on top of another', () => {
  it('wants what was asked last, and never moves the base of a field it touches again', () => {
    fc.assert(
      fc.property(whole, part, part, (base, first, second) => {
        const merged = mergeEdits(editOf(base, first), editOf(base, second));
        const wanted = { ...first, ...second };
        for (const field of customerFields) {
          const expected = wanted[field] === base[field] ? undefined : wanted[field];
          expect(merged.values[field]).toBe(expected);
        }
        expect(merged.base).toEqual(base);
      }),
    );
  });

  it('keeps the first base where the customer moved on meanwhile, so that the change is noticed', () => {
    fc.assert(
      fc.property(whole, whole, fc.constantFrom('x', 'y'), (base, seen, name) => {
        const merged = mergeEdits(editOf(base, { name: 'x' }), editOf(seen, { name }));
        const { conflicts } = compareEdit(merged, stateOf(seen));
        expect(conflicts.some(({ field }) => field === 'name')).toBe(seen.name !== base.name);
      }),
    );
  });

  it('is empty when the second takes back the first, tax IDs too', () => {
    const vat = { id: 'txi_1', type: 'eu_vat', value: 'NL004495445B01' };
    const state = stateOf({ ...noValues, name: 'Before' }, [vat]);
    const request = {
      base: state.values,
      changes: { values: { name: 'After' }, addTaxIds: [], removeTaxIds: ['txi_1'] },
    };
    const back = {
      base: state.values,
      changes: {
        values: { name: 'Before' },
        addTaxIds: [{ type: 'eu_vat', value: vat.value }],
        removeTaxIds: [],
      },
    };
    const first = toEdit(request, state);
    const second = { ...toEdit(back, state), addTaxIds: [{ type: 'eu_vat', value: vat.value }] };
    expect(isEmptyEdit(mergeEdits(first, second))).toBe(true);
  });
});

const noValues = Object.fromEntries(customerFields.map((field) => [field, null])) as CustomerValues;

describe('tax IDs of an edit', () => {
  const theirs = { id: 'txi_theirs', type: 'eu_vat', value: 'DE136695976' };
  const mine = { type: 'eu_vat', value: 'NL004495445B01' };
  const edit: CustomerEdit = { base: {}, baseTaxIds: [], values: {}, addTaxIds: [mine], removeTaxIds: [] };

  it('wait when somebody else added another one of that kind', () => {
    const { addTaxIds, conflicts } = compareEdit(edit, stateOf(noValues, [theirs]));
    expect(addTaxIds).toEqual([]);
    expect(conflicts).toEqual([
      { field: 'taxId', base: null, theirs: nameTaxId(theirs), mine: nameTaxId(mine) },
    ]);
  });

  it('do not wait for one of another kind, for one that was there before, or for the same one', () => {
    const other = { ...theirs, type: 'gb_vat' };
    expect(compareEdit(edit, stateOf(noValues, [other])).conflicts).toEqual([]);
    const known = { ...edit, baseTaxIds: [theirs] };
    expect(compareEdit(known, stateOf(noValues, [theirs])).addTaxIds).toEqual([mine]);
    const same = compareEdit(edit, stateOf(noValues, [{ id: 'txi_1', ...mine }]));
    expect(same).toMatchObject({ addTaxIds: [], conflicts: [] });
  });
});

describe('a conflict that was there before', () => {
  it('does not stop a request about another part', () => {
    const conflict = { field: 'city', base: 'a', theirs: 'b', mine: 'c' };
    const request = (values: Partial<CustomerValues>) => ({
      base: {},
      changes: { values, addTaxIds: [], removeTaxIds: [] },
    });
    expect(conflictsOfRequest([conflict], request({ name: 'x' }))).toEqual([]);
    expect(conflictsOfRequest([conflict], request({ line1: 'x' }))).toEqual([conflict]);
  });
});

describe('the requests of an edit', () => {
  it('are visible once they arrived, and leave nothing of the edit', () => {
    fc.assert(
      fc.property(whole, part, (base, mine) => {
        const edit = editOf(base, mine);
        const comparison = compareEdit(edit, stateOf(base));
        const steps = planUpdateSteps([], comparison);
        const after = stateOf(comparison.merged);
        expect(steps.every((step) => isStepVisible(step, after))).toBe(true);
        const left = steps.reduce(withoutStep, edit);
        expect(compareEdit(left, after)).toMatchObject({ changed: [], conflicts: [] });
      }),
    );
  });

  it('are the same request again when only a colleague changed something else', () => {
    const base = { ...noValues, name: 'a', city: 'b' };
    const edit = editOf(base, { name: 'x' });
    const [first] = planUpdateSteps([], compareEdit(edit, stateOf(base)));
    const [second] = planUpdateSteps([], compareEdit(edit, stateOf({ ...base, city: 'c' })));
    if (!first || !second) throw new Error('There is a request.');
    expect(isSameStep(first, second)).toBe(true);
  });
});
