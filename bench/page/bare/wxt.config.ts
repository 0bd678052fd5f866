// The peer of the page bench: an extension whose page script does nothing at all.
import { defineConfig } from 'wxt';

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  manifest: { name: 'Bare page script', version: '1.0.0' },
});
