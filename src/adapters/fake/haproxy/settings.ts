import { type ConfigDocument, type ConfigNode } from '../config-document';

/** Where HAProxy's settings are. */
export const ROOT = 'OPNsense/HAProxy';

/** True when HAProxy is switched on. */
export function isHaproxyOn(document: ConfigDocument): boolean {
  return document.text(`${ROOT}/general/enabled`) === '1';
}

/** The items of one list, such as `servers.server`. */
export function itemsOf(document: ConfigDocument, path: string): readonly ConfigNode[] {
  return document.find(`${ROOT}/${path.split('.')[0] ?? ''}`)?.children ?? [];
}

/** An item by its uuid. */
export function itemBy(document: ConfigDocument, path: string, uuid: string): ConfigNode | undefined {
  return itemsOf(document, path).find(node => node.attributes['uuid'] === uuid);
}
