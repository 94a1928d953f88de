export * from './mcp-server';
export * from './stdio';
export * from './tool-listing';
