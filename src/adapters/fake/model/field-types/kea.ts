import { addressFamily, isAddress, isNetworkAddress, isSubnet } from '../network';
import { type FieldType } from './field-type';
import { optionDataProblems } from './kea-option-data';

/** Field types of Kea's models. */
export const KEA_TYPES: Readonly<Record<string, FieldType>> = {
  'Kea.KeaPools': {
    problems: (value, { models }) => {
      const isPool = models.since('26.1') ? isPoolByParts : isPool25;
      return value.split('\n').filter(entry => entry !== '' && !isPool(entry)).map(entry => `The entry "${entry}" is neither a range nor a subnet.`);
    },
  },
  'Kea.KeaStaticRoutes': {
    problems: value => {
      const entries = value.split(',').map(entry => entry.trim());
      const pairs = Array.from({ length: Math.ceil(entries.length / 2) }, (_, index) => entries.slice(2 * index, 2 * index + 2));
      return pairs.filter(([destination = '', router = '']) => !isAddress(destination) || !isAddress(router)).map(pair => `"${pair.join(',')}" is no pair of destination and router.`);
    },
  },
  'Kea.KeaClasslessStaticRoute': {
    problems: value =>
      value.split(',').filter(entry => {
        const [network = '', router = '', ...rest] = entry.split('-').map(part => part.trim());
        return rest.length > 0 || !isNetworkAddress(network) || network.includes(':') || addressFamily(router) !== 4;
      }).map(entry => `"${entry}" is no pair of network and router.`),
  },
  'Kea.KeaOptionData': { problems: optionDataProblems },
};

function isPool25(entry: string): boolean {
  const ends = entry.split('-').map(end => end.trim());
  return entry === '0' || isSubnet(entry) || (ends.length === 2 && ends.every(isAddress));
}

function isPoolByParts(entry: string): boolean {
  const ends = entry.split('-');
  return ends.length === 2 ? ends.every(end => isAddress(end.trim())) : ends.length === 1 && isSubnet(entry);
}
