import { type Model } from '../model/model';

/** A job that another part of the firewall makes, by the fields of the model. */
export type MadeJob = Readonly<Record<'origin' | 'command' | 'description' | 'weekdays' | 'enabled', string>>;

/** Adds a job to the loaded jobs, unsaved; answers its uuid. */
export function addJob(cron: Model, made: MadeJob): string {
  const job = cron.list('jobs.job').add();
  for (const [name, value] of Object.entries(made)) job.field(name).set(value);
  return job.attributes['uuid'] ?? '';
}
