import { NotApplicable, type Observation, type Verdict } from '../../../../core/audit';
import { type Haproxy } from '../../facts/haproxy.fact';

/** Judges each of the objects that a check is about; it does not apply while HAProxy is off, or has none of them. */
export function judgeEach<T>({ enabled }: Haproxy, objects: readonly T[], none: string, observe: (object: T) => Observation | undefined): Verdict {
  if (!enabled) return new NotApplicable('HAProxy is off.');
  if (objects.length === 0) return new NotApplicable(none);
  return objects.flatMap(object => observe(object) ?? []);
}
