// The only code in lib/ that touches browser.*: messages, settings, permissions, page scripts, menus.
export * from './messages';
export * from './settings';
