export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** Makes an event object as Electron's emitters pass first, with the given fields. */
export function createEvent<Fields extends object>(fields: Fields): Fields & PreventableEvent {
  let isPrevented = false;
  const event = {
    get defaultPrevented() {
      return isPrevented;
    },
    preventDefault() {
      isPrevented = true;
    },
  };
  return Object.defineProperties(event, Object.getOwnPropertyDescriptors(fields)) as Fields &
    PreventableEvent;
}
