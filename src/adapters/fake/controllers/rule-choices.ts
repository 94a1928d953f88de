import { child } from '../config-document';
import { type Action, type ActionTable } from '../machine';
import { interfaceLabel, interfaceNodes } from '../model/field-types/interfaces';
import { Models } from '../model/model';
import { compareNatural, escapeHtml } from '../model/php';
import { SERVICE_PORTS } from '../pf/service-ports';

const PAGES = ['filter', 'source_nat', 'one_to_one', 'npt', 'd_nat'] as const;

type Choices = readonly (readonly [key: string, label: string])[];

/** What the ends of rules can be chosen from, the same on every page of rules. */
export const ruleChoiceActions: ActionTable = Object.fromEntries(
  PAGES.flatMap((page): [string, Action][] => [
    [`firewall/${page}/list_network_select_options`, (_call, machine) => ({ json: networkChoices(new Models(machine)) })],
    [`firewall/${page}/list_port_select_options`, (_call, machine) => ({ json: portChoices(new Models(machine)) })],
  ]),
);

function networkChoices(models: Models): unknown {
  const isSorted = models.since('26.1');
  const net = isSorted ? 'network' : 'net';
  const networks = interfaceNodes(models).flatMap((node): Choices => {
    const label = escapeHtml(interfaceLabel(node));
    const address = child(node, 'virtual') === undefined ? [[`${node.name}ip`, `${label} address`] as const] : [];
    return [[node.name, `${label} ${net}`], ...address];
  });
  const isNetwork = (type: string): boolean => (models.since('25.7') ? type !== 'port' : !type.includes('port')) && (type !== 'internal' || !models.since('25.1'));
  return {
    single: { label: 'Single host or Network' },
    aliases: { label: 'Aliases', items: listOf(aliasNames(models, isNetwork), isSorted) },
    networks: { label: 'Networks', items: { any: 'any', '(self)': 'This Firewall', ...Object.fromEntries(inOrder(networks, isSorted)) } },
  };
}

/** 25.7 and later; services are among the ports from 26.1 on. */
function portChoices(models: Models): unknown {
  const isSorted = models.since('26.1');
  const services = isSorted ? Object.entries(SERVICE_PORTS).map(([name, port]) => [name, `${name.toUpperCase()} (${String(port)})`] as const) : [];
  return {
    single: { label: 'Single port or range' },
    aliases: { label: 'Aliases', items: listOf(aliasNames(models, type => type === 'port'), isSorted) },
    ports: { label: 'Ports', items: { '': 'any', ...Object.fromEntries(services) } },
  };
}

function aliasNames(models: Models, isWanted: (type: string) => boolean): Choices {
  const aliases = models.saved('OPNsense.Firewall.Alias').list('aliases.alias').items.map(([, alias]) => alias);
  return aliases.filter(alias => isWanted(alias.text('type'))).map(alias => [alias.text('name'), alias.text('name')]);
}

// PHP writes an empty map as a list.
function listOf(choices: Choices, isSorted: boolean): unknown {
  return choices.length === 0 ? [] : Object.fromEntries(inOrder(choices, isSorted));
}

function inOrder(choices: Choices, isSorted: boolean): Choices {
  return isSorted ? choices.toSorted(([, left], [, right]) => compareNatural(left.toLowerCase(), right.toLowerCase())) : choices;
}
