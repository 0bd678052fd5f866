import type { Candidate } from './candidate';

type BodyOf<C> = C extends Candidate ? Omit<C, 'key' | 'placement'> : never;

/** What a strategy saw in one element. */
export interface Sight {
  body: BodyOf<Candidate>;
  /** The element that the seal goes on; often, but not always, the one looked at. */
  on: Element;
  placement: Candidate['placement'];
  /** Tells by the drawn size (CSS pixels) whether this is worth a look; left out where size does not matter. */
  fits?: (width: number, height: number) => boolean;
}

/** One way in which badges lie on a page. Adding one is a file and a line in `strategies.ts`. */
export interface Strategy {
  selector: string;
  /** Says what would be looked at, cheaply; while it stays the same the element is not looked at again. */
  source(element: Element): string | undefined;
  look(element: Element): Sight[];
}
