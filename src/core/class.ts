/** A class whose instances are `T`. */
export type Class<T extends object = object> = new (...args: never[]) => T;
