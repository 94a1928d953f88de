// The public surface for authors of plugins: opnsense-mcp/plugin.
export * from './ports';
export {
  type Class, Describe, differing, flatValues, type GotItem, ListInput, ListOf, ListOutput, Nested, neverEmpty, Optional, type Page, type PageRequest, PageInput, pageOf, type Paging,
  type Part, part, Plugin, PLUGIN_API, type PluginFacts, present, reads, type ReadTool, refuseEmpty, Resource, type ResourceSpelling, type SaveAnswer, type Shape, shape, silentBackEnd, TableInput, Text,
  TextList, Tool, type ToolFacts, Unavailable, unavailable, Uuid, writes, type WriteTool,
} from './core';
export {
  type Area, auditTime, type Check, check, configured, type Fact, type FactSource, type Fix, type Framework, NotApplicable, type Observation, type Reference, references,
  type Severity, Undecided, type Verdict,
} from './core/audit';
export { inject } from 'tsyringe';
export {
  ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsNotEmpty, IsNumber, IsObject, IsString, Length, Matches, Max,
  MaxLength, Min, MinLength,
} from 'class-validator';
