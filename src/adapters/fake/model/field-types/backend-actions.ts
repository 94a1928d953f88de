import { RELEASES } from '../../../../ports';
import { type Machine } from '../../machine';
import actionFile from '../../data/configd-actions.json';
import { type Field } from '../model';
import { toRegExp } from '../php';
import { type Choices, type FieldType } from './field-type';
import { LIST, sortedByLabel } from './list-type';

/** Field types whose choices are the backend's own commands. */
export const BACKEND_ACTION_TYPES: Readonly<Record<string, FieldType>> = { ConfigdActions: LIST(actionChoices) };

const ACTIONS = actionFile as unknown as readonly (readonly [source: string, releases: string, command: string, description: string])[];

/** True for a command that the firewall or one of its plugins has and describes. */
export function isKnownCommand(command: string, machine: Machine): boolean {
  const digit = String(RELEASES.indexOf(machine.release));
  return ACTIONS.some(([source, releases, name]) => name === command && releases.includes(digit) && (source === 'core' || machine.hasPackage(source)));
}

/** The commands of the firewall and its plugins that pass the model's filters; only described ones can. */
function actionChoices({ spec, models }: Field): Choices {
  return models.ofSpec(spec, () => {
    const { description } = (spec.props?.['filters'] ?? {}) as { readonly description?: string };
    const digit = String(RELEASES.indexOf(models.release));
    const known = ACTIONS.filter(([source, releases, , label]) => releases.includes(digit) && (source === 'core' || models.machine.hasPackage(source)) && (description === undefined || toRegExp(description).test(label)));
    return sortedByLabel(known.map(([, , command, label]) => [command, label]));
  });
}
