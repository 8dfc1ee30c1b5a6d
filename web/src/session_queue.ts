// A session does one thing at a time, and the server refuses a second one with 409. What this page asks of a session
// therefore waits until what it asked before has come back: a click must not fail because the page was reading.
export class SessionQueue {
  private readonly last = new Map<string, Promise<unknown>>();
  private readonly running = new Set<string>();

  // While code runs nothing waits, for that may take long: the server then says what can be done beside it.
  ask<T>(name: string, act: () => Promise<T>): Promise<T> {
    if (this.running.has(name)) return act();
    const made = (this.last.get(name) ?? Promise.resolve()).then(act);
    const settled: Promise<void> = made.catch(() => undefined).then(() => {
      if (this.last.get(name) === settled) this.last.delete(name);
    });
    this.last.set(name, settled);
    return made;
  }

  async run<T>(name: string, act: () => Promise<T>): Promise<T> {
    await this.ask(name, async () => void this.running.add(name));
    try {
      return await act();
    } finally {
      this.running.delete(name);
    }
  }
}
