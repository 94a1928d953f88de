import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { builtIn } from './built-in';
import { prepareAll } from './prepared-plugins';

/** Writes down what is to be known of the domains without their code; called when the server is built. */
export async function prepare(file: string): Promise<void> {
  writeFileSync(file, JSON.stringify(await prepareAll(builtIn)));
}
