import { annotationsOf } from '../../../src/adapters/mcp';
import { type Effect } from '../../../src/ports';

describe('annotationsOf', () => {
  it.each<[Effect, boolean | undefined, readonly [readOnly: boolean, destructive: boolean, idempotent: boolean, openWorld: boolean]]>([
    ['read', undefined, [true, false, true, false]],
    ['probe', undefined, [true, false, false, true]],
    ['write', undefined, [false, false, false, false]],
    ['write', true, [false, false, true, false]],
    ['destroy', undefined, [false, true, false, false]],
    ['destroy', true, [false, true, true, false]],
  ])('derives the hints of %s (idempotent: %s)', (effect, idempotent, [readOnlyHint, destructiveHint, idempotentHint, openWorldHint]) => {
    const facts = idempotent === undefined ? { effect } : { effect, idempotent };
    expect(annotationsOf(facts)).toEqual({ readOnlyHint, destructiveHint, idempotentHint, openWorldHint });
  });
});
