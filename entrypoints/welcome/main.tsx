import { render } from 'preact';

render(<main>welcome</main>, document.getElementById('app') as HTMLElement);
