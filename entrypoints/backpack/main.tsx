import { render } from 'preact';

render(<main>backpack</main>, document.getElementById('app') as HTMLElement);
