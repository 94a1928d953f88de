import { type GotItem } from '../../core';

/** One choice of a field: what is sent for it, and what people call it. */
interface Choice {
  readonly key: string;
  readonly label: string;
}

function labelOf(option: unknown): string | undefined {
  const value = typeof option === 'object' && option !== null && 'value' in option ? option.value : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** True for what a `get` answers as an item. */
export function isItem(value: unknown): value is GotItem {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const PROTOCOL_NAMES: Readonly<Record<string, string>> = { ICMPV6: 'IPV6-ICMP', ICMP6: 'IPV6-ICMP', 'TCP+UDP': 'TCP/UDP', '*': 'any' };

/** What the firewall offers for a new item of a family: its fields, and the choices of those that have some. */
export class Form {
  constructor(private readonly fields: GotItem) {}

  /** True when this release has the field. */
  has(field: string): boolean {
    return field in this.fields;
  }

  /** The value that a free field starts with; empty for one with choices. */
  text(field: string): string {
    const value = this.fields[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }

  /** The choices of a field; none when it is free. */
  choices(field: string): readonly Choice[] {
    const options = this.fields[field];
    if (typeof options !== 'object' || options === null) return [];
    return Object.entries(options as Readonly<Record<string, unknown>>).map(([key, option]) => ({ key, label: labelOf(option) ?? key }));
  }

  /** The key of a choice by key or label, in any case; undefined when there is none. */
  key(field: string, text: string): string | undefined {
    const wanted = text.trim().toLowerCase();
    const choices = this.choices(field);
    return (choices.find(({ key }) => key.toLowerCase() === wanted) ?? choices.find(({ label }) => label.toLowerCase() === wanted))?.key;
  }

  /** What people call the choice with that key. */
  label(field: string, key: string): string {
    return this.choices(field).find(choice => choice.key === key)?.label ?? key;
  }

  /** The key of a protocol, in the spelling of this release. */
  protocol(text: string): string | undefined {
    return this.key('protocol', PROTOCOL_NAMES[text.trim().toUpperCase()] ?? text);
  }

  /** The labels of a field's choices, for a message; cut after thirty. */
  offers(field: string): string {
    const names = this.choices(field).filter(({ key }) => key !== '').map(({ key, label }) => (key.toLowerCase() === label.toLowerCase() ? label : `${label} (${key})`));
    return names.length === 0 ? 'none' : `${names.slice(0, 30).join(', ')}${names.length > 30 ? ', …' : ''}`;
  }
}
