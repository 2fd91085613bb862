"""What every duty needs: figures, bodies, days by which something is due."""
