import { reads, Collection, shape, writes } from '../../core';
import { type ObjectRow, type HaproxyObject, objectRow, toObject } from './haproxy-object';
import { RESOURCE_TYPES, type ResourceType } from './resource-type';

const PACKAGE = { package: 'os-haproxy' };

/** Whether HAProxy runs. */
export const haproxyService = reads<{ readonly status: string }>('haproxy/service/status', { shape: shape.object({ status: shape.text }), ...PACKAGE });
/** Writes HAProxy's file from what is saved, beside the one in use, and lets HAProxy check it. */
export const configTest = reads<{ readonly result: string }>('haproxy/service/configtest', { slow: true, shape: shape.object({ result: shape.text }), ...PACKAGE });
/** That file. */
export const writtenFile = reads<{ readonly response: string }>('haproxy/export/config', { shape: shape.object({ response: shape.text }), ...PACKAGE });
/** Counters of every frontend, backend and server; nothing at all while HAProxy does not run. */
export const counters = reads<string>('haproxy/statistics/counters', { answer: 'text', ...PACKAGE });
/** HAProxy about itself; nothing at all while it does not run. */
export const information = reads<string>('haproxy/statistics/info', { answer: 'text', ...PACKAGE });
/** Loads what is saved, or stops HAProxy when it is switched off. */
export const reconfigureHaproxy = writes<{ readonly status: string }>('haproxy/service/reconfigure', { slow: true, ...PACKAGE });

function resource(type: ResourceType): Collection<ObjectRow, HaproxyObject> {
  const action = type.slice(0, -1);
  // These two are written in one word.
  const joint = type === 'resolvers' || type === 'mailers' ? { joint: '' as const } : {};
  return new Collection<ObjectRow, HaproxyObject>({ controller: 'haproxy/settings', action, searched: type, ...joint, wrapper: action, noun: `HAProxy ${action}`, row: objectRow, facts: PACKAGE }, toObject(type));
}

export const frontends = resource('frontends');
export const backends = resource('backends');
export const servers = resource('servers');
export const actions = resource('actions');
export const acls = resource('acls');
export const healthchecks = resource('healthchecks');
export const errorfiles = resource('errorfiles');
export const resolvers = resource('resolvers');
export const mailers = resource('mailers');

/** Every kind of object. */
export const RESOURCES: Readonly<Record<ResourceType, Collection<ObjectRow, HaproxyObject>>> = { frontends, backends, servers, actions, acls, healthchecks, errorfiles, resolvers, mailers };

/** The endpoints of every kind for some verbs. */
export function endpointsOf<const V extends 'search' | 'get' | 'add' | 'set' | 'del'>(...verbs: readonly V[]): Collection<ObjectRow, HaproxyObject>[V][] {
  return RESOURCE_TYPES.flatMap(type => verbs.map(verb => RESOURCES[type][verb]));
}
