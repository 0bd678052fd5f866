// Documents of every Open Badges version read into one Badge model.
export type * from './badge';
