/** How often is looked, in ms: no turn that is longer is missed. */
const everyMs = 5;

/**
 * Watches how long the thread that calls this is kept from its other work. Wall time is what a person feels, CPU time what
 * the thread itself did: on a busy machine most of a wall clock's blocks are other programs' turns.
 */
export function watchTurns() {
  const longest = { wallMs: 0, cpuMs: 0 };
  let [lastMs, lastCpu] = [performance.now(), process.threadCpuUsage()];
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(lastCpu);
    const nowMs = performance.now();
    longest.wallMs = Math.max(longest.wallMs, nowMs - lastMs - everyMs);
    longest.cpuMs = Math.max(longest.cpuMs, (user + system) / 1000);
    [lastMs, lastCpu] = [nowMs, process.threadCpuUsage()];
  }, everyMs);
  timer.unref();
  return {
    /** The longest turn since the last time this was asked. */
    take() {
      const taken = { ...longest };
      longest.wallMs = longest.cpuMs = 0;
      return taken;
    },
    stop: () => clearInterval(timer),
  };
}
