// The public surface for authors of plugins: opnsense-mcp/plugin. The domains of this server use nothing else.
export {
  type Acceptance, AcceptedFindings, AuditHistory, type Baseline, type Baselines, Call, type CertificateFacts, CertificateReader, type Change, ChangeControl, changes, type ChangeStep, Clock, compareReleases, type ConfigSection, ConfigurationHistory, type ConfigValue, Doctor, type DocumentLink, Documents, type ResourceLink, type Effect, type Endpoint, type EndpointFacts,
  type EndpointRequest, ERROR_CODES, type ErrorCode, type Finding, FirewallApi, FirewallConfig, type FirewallVersion, Fleet, type FleetFirewall, type InjectionToken, type Inverse, type InverseStep, isRelease, type ItemDifference, Log,
  type Body, type Document, type FormField, type LogLevel, type OpenChange, OpnError, type PastChange, People, type Question, type Reply, type PluginReport, type ReadEndpoint, type Refusal, type Release, releaseOf, RELEASES, REDACTED, type RequestOptions, type RestoredEntry, type SavedAudit, type SavedEntry, type SavedFinding, SecretFiles,
  type SearchAnswer, ServerInfo, type Settlement, type ValueDifference, type WriteEndpoint, WritePolicy, type WritingEffect,
} from './ports';
export {
  asCall, bytesOf, type Choices, choicesIn, chosen, type Class, Collection, type CollectionSpelling, configBackups, configDownload, Describe, differing, EVERY_ROW, exactNetwork, fanOut, flatValues, type GotItem, inWords, isUuid, LARGEST_RESULT, known, ListInput, ListOf, ListOutput, nearest, Nested,
  neverEmpty, Optional, optionVariable, type Page, PageInput, type PageRequest, pageOf, type Paging, type Part, part, Plugin, PLUGIN_API, type PluginFacts, present, type Media, Prompt, type PromptFacts, type PromptPart, type PromptText, type ReadableResource, type ReadableTemplate, reads, type ReadTool, refuseEmpty,
  Resource, type ResourceFacts, ResourceTemplate, type ResourceTemplateFacts,
  type SaveAnswer, searches, type SettleTool, type Shape, shape, shownRehearsal, silentBackEnd, Suggest, type Suggestion, type Suggestions, type SuggestionSource, TableInput, Text, TextList, toCsv, Tool, type ToolFacts, Unavailable, unavailable, Uuid, withChange,
  type View, type Workflow, workflow, writes, type WriteTool,
} from './core';
export * from './core/audit';
export * from './core/firewall-log';
export * from './core/packet-filter';
export * from './core/pf-states';
export * from './core/system';
export { default as ipaddr } from 'ipaddr.js';
export { inject } from 'tsyringe';
export {
  ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsNotEmpty, IsNumber, IsObject, IsString, Length, Matches, Max,
  MaxLength, Min, MinLength,
} from 'class-validator';
