import { IsInt, IsString } from 'class-validator';
import { Optional } from '../../core';
import { type ConfigValue } from '../../ports';
import { byteLength } from './byte-slice';

/** A child of a configuration element that was too large to be shown whole. */
export class ConfigChild {
  @IsString() name!: string;
  /** Of its JSON. */
  @IsInt() bytes!: number;
  /** How many items, where it is a list. */
  @Optional() @IsInt() items?: number;
}

/** As much of a configuration value as fits a byte budget. */
export interface ConfigPart {
  /** Bytes of JSON that the whole value takes. */
  readonly bytes: number;
  /** The value, or the items or characters of it that fit; undefined when only its children are named. */
  readonly data?: ConfigValue;
  readonly children?: readonly ConfigChild[];
  /** Where to go on in a list (item) or a text (character). */
  readonly nextOffset?: number;
}

/** Fits a value into `most` bytes: lists and texts from `offset` on, objects whole or as the names of their children. */
export function fit(value: ConfigValue, most: number, offset: number): ConfigPart {
  const bytes = jsonBytes(value);
  if (bytes <= most && offset === 0) return { bytes, data: value };
  if (typeof value === 'string') return fitText(value, bytes, most, offset);
  return Array.isArray(value) ? fitList(value, bytes, most, offset) : { bytes, children: childrenOf(value) };
}

function fitText(value: string, bytes: number, most: number, offset: number): ConfigPart {
  const data = value.slice(offset, offset + most);
  const end = offset + data.length;
  return { bytes, data, ...(end < value.length ? { nextOffset: end } : {}) };
}

function fitList(value: readonly ConfigValue[], bytes: number, most: number, offset: number): ConfigPart {
  const data: ConfigValue[] = [];
  let left = most;
  for (const item of value.slice(offset)) {
    left -= jsonBytes(item) + 1;
    if (left < 0) break;
    data.push(item);
  }
  const next = offset + data.length;
  if (data.length === 0 && next < value.length) return { bytes, children: itemsOf(value, offset) };
  return { bytes, data, ...(next < value.length ? { nextOffset: next } : {}) };
}

const NAMED_ITEMS = 20;

function itemsOf(value: readonly ConfigValue[], offset: number): ConfigChild[] {
  return value.slice(offset, offset + NAMED_ITEMS).map((item, index) => child(String(offset + index), item));
}

function childrenOf(value: { readonly [key: string]: ConfigValue }): ConfigChild[] {
  return Object.entries(value).map(([name, each]) => child(name, each));
}

const child = (name: string, value: ConfigValue): ConfigChild => ({
  name,
  bytes: jsonBytes(value),
  ...(Array.isArray(value) ? { items: value.length } : {}),
});

const jsonBytes = (value: ConfigValue): number => byteLength(JSON.stringify(value));
