/** Names a port where a class asks for it; made with `Symbol.for`, so that every copy of this module agrees. */
export type InjectionToken<_T> = symbol;
