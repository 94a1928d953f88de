/** What an entry of the configuration history is called. */
export const ENTRY_ID = /^config-\d{9,11}(\.\d{1,6})?\.xml$/;
