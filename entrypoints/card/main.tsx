import { render } from 'preact';

render(<main>card</main>, document.getElementById('app') as HTMLElement);
