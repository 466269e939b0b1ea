// The sketch itself on a simulated ATmega328P: a wave at pin A0, what comes out of the port on standard output.
//
//     avr_driver SKETCH.elf SECONDS RATE_HZ < millivolts, one a line
#include <stdio.h>
#include <stdlib.h>
#include <simavr/avr_adc.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>

static double wave_mv[1 << 20];
static long count;
static double rate_hz;

static void on_adc(struct avr_irq_t *irq, uint32_t value, void *param) {
  avr_t *avr = param;
  const double at = (double)avr->cycle / avr->frequency * rate_hz;
  const long i = (long)at < count - 2 ? (long)at : count - 2;
  const double mv = wave_mv[i] + (wave_mv[i + 1] - wave_mv[i]) * (at - i);
  avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_ADC0), (uint32_t)(mv + 0.5));
}

static void on_byte(struct avr_irq_t *irq, uint32_t value, void *param) { putchar((int)value); }

int main(int argc, char **argv) {
  elf_firmware_t firmware = {0};
  if (argc != 4 || elf_read_firmware(argv[1], &firmware)) return 2;
  rate_hz = atof(argv[3]);
  while (count < (1 << 20) && scanf("%lf", &wave_mv[count]) == 1) ++count;
  avr_t *avr = avr_make_mcu_by_name("atmega328p");
  avr_init(avr);
  firmware.frequency = 16000000;
  avr_load_firmware(avr, &firmware);
  avr->frequency = 16000000;
  avr->vcc = avr->avcc = avr->aref = 5000;
  uint32_t flags = 0;
  avr_ioctl(avr, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
  flags &= ~(AVR_UART_FLAG_STDIO | AVR_UART_FLAG_POLL_SLEEP);
  avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), on_byte, NULL);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_OUT_TRIGGER), on_adc, avr);
  const avr_cycle_count_t end = (avr_cycle_count_t)(atof(argv[2]) * 16e6);
  while (avr->cycle < end) {
    const int state = avr_run(avr);
    if (state == cpu_Done || state == cpu_Crashed) return 3;
  }
  return 0;
}
